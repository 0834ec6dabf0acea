"""The chapters and their exercises, in teaching order: the one list that everything else reads."""

CHAPTERS = {
    "04_locks": [
        "ticket_sale",
        "mutex",
        "rlock",
        "bank",
        "row_table_lock",
        "snapshot",
    ],
}

EXERCISES = [(chapter, name) for chapter, names in CHAPTERS.items() for name in names]
