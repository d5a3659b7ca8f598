"""The ideas of others, measured on the same pages as ours: `python -m benchmarks.peers`.

methods.py  one function an idea; libraries run as themselves, a method without a package is rebuilt
press.py    on the press: origins, stories, copies, times, bodies
probes.py   on the probes: origins and stories
"""
