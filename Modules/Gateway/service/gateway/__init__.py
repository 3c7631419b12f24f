"""StudyAI's API gateway: a reference service with the real one's contract."""
