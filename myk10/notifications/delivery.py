def deliver_due_mail(limit: int = 500) -> int:
    return 0
