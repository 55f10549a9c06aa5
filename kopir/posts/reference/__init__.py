"""Reference data of posts: powers and the lowest rank by tier, as files beside this one."""


def load() -> None:
    from kopir.base.actors import SYSTEM
    from kopir.posts.acts import load_reference  # the acts read the files beside this one

    load_reference(by=SYSTEM)
