"""Files that people take away. Pure: records in, text out; where it goes is the caller's business."""
