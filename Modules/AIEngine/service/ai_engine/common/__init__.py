"""What every StudyAI service does alike; each service carries an identical copy."""
