"""The press: invents events and the reports on them, writes the pages, and keeps the whole truth beside them.

vocabulary.toml  its words        vocabulary.py  read and checked
world.py    places, people, outlets, agencies      prose.py  clauses, who says them, when
truth.py    what is true of a bundle of pages      plots*.py  the kinds of trap
pages.py    six types of site                      press.py   pages with their truth, one after another
answer.py   what a brief says, in the words of the truth        score.py  held against the truth
"""
