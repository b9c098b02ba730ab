"""Push: three values of every field, and which of them goes to Salesforce."""
