"""One module a task of the evaluation door; each has `answer(lines)`."""
