"""Tables that offices send and get: CSV and XLSX, in and out."""
