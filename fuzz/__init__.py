"""Hostile input, tried out: every door through which strangers' bytes come in.

doors.py    one function a door: bytes in, and nothing but a refusal may come out
served.py   the door of the API, asked with raw requests
sound.py    what must hold of every record that comes out: it encodes, its spans quote their text
mutate.py   a seed and a page give a damaged page, the same one each time
child.py    one input in a process of its own, with its time and memory counted
shrink.py   the smallest part of an input that still fails
pages.py    `python -m fuzz.pages --count 10000`: damaged pages of real shape
run.py      `python -m fuzz --seconds 240`: all doors, guided by atheris where it is installed
corpus/     a few small inputs for each door, written by us
"""
