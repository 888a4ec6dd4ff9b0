"""Who is who across the library: names of articles -> entities of the library. Pure; `analysis.library.linker` keeps its tables."""
