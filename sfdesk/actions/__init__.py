"""What a click does: each verb is one blocking function, from what it needs to a report."""
