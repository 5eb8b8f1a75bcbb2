"""The import desk: from a workbook as people send it to rows in the register."""
