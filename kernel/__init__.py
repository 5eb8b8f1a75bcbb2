"""The ground under every trade: units, accounts, audit, jobs, imports, paper, web."""
