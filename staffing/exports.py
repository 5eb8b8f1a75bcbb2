"""What leaves staffing as workbooks."""
