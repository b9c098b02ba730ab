"""The only code that talks SQL: the cache of Salesforce records, and the CRM."""
