"""What the package brings with it: libraries, their licences, their known faults, and a bill of them all.

packages.py   the libraries of the default install and of each extra, from what is installed here
licences.py   which family each library's licence belongs to, and which families are taken
audit.py      `make audit`: known faults, by pip-audit, where its service can be reached
sbom.py       `make sbom`: the bill of materials as CycloneDX JSON
"""
