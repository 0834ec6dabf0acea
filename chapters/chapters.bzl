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
    "05_semaphores": [
        "semaphore",
        "bounded_semaphore",
        "connection_pool",
        "reusable_barrier",
        "dining_philosophers",
        "parking_lot",
    ],
    "06_events": [
        "event",
        "condition",
        "boss_and_workers",
        "service_ready",
        "barrier",
        "cancellation",
    ],
    "07_queues": [
        "task_list",
        "queue",
        "lifo_and_priority",
        "baozi",
        "thread_pool",
        "spsc_ring",
    ],
}

# Chapters whose variants have not all been seen to get their declared finding yet. They run by name,
# as in `bazel test //solutions/05_semaphores:semaphore_proof`, and are not part of `//...`.
WAITING = ["05_semaphores", "06_events", "07_queues"]

def tags_of(package):
    """`manual` for the packages of a chapter that waits."""
    return ["manual"] if package.rpartition("/")[2] in WAITING else []

EXERCISES = [(chapter, name) for chapter, names in CHAPTERS.items() for name in names]

PROVEN_EXERCISES = [(chapter, name) for chapter, name in EXERCISES if chapter not in WAITING]
