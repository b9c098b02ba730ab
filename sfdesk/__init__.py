"""SFDesk: a desktop app that puts a team's CRM and its Salesforce side by side."""

__version__ = "0.1.0"
