"""The pack of a meeting: previewed, sealed with checksums, built again and compared."""
