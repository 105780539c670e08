"""What speech-to-text services and programs give: words or segments in JSON and in tables."""
