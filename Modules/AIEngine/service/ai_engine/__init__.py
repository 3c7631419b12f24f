"""StudyAI's AI engine: a reference service with the real one's contract."""
