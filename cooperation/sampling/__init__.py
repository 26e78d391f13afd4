"""The sample programmes: invented, seasonal, reproducible data for trying things out.

`world` says which places take part, `profiles` what is usual, `figures` makes the months,
`story` decides what became of each report, `writing` writes it all and `removal` takes it
away again. Everything hangs from a programme flagged as sample.
"""
