"""The practice org: a Salesforce on this computer, spoken to over HTTP like any other.

It imports nothing else of sfdesk, so that it stays a stranger to the program that it tests.
"""
