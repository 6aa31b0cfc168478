"""Cases for the browser: registering, the file, the course."""
