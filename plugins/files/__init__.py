"""Files that people upload: examined, kept, served, shown on pages."""
