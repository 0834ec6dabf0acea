"""The chapters and their exercises, in teaching order: the one list that everything else reads."""

CHAPTERS = {
    "01_processes": [
        "process_info",
        "time_sharing",
    ],
    "02_threads": [
        "thread",
        "thread_registry",
        "daemon_threads",
        "parallel_for",
        "timer",
        "thread_local_data",
    ],
    "03_gil": [
        "gil",
        "allow_threads",
        "interpreter",
        "refcount",
        "free_threaded_dict",
        "speedup",
    ],
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

EXERCISES = [(chapter, name) for chapter, names in CHAPTERS.items() for name in names]
