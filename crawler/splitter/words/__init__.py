"""What words and addresses alone say, in French, German and English, whatever markup they stand in."""
