"""The way through: clean → read → lineage → stories → statements → claims → timeline → brief."""
