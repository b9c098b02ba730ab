"""First run, and the wizard that connects a Salesforce."""
