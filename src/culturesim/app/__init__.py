"""The web page: what-if with bands, and the evidence behind it, for people without a terminal.

``culturesim app`` starts it; ``solara run culturesim.app.main`` does too. Everything it needs is in
the package, so it works without a network. Simulations run in processes of their own, which end
with the server. The whole state of a page stands in its address.

======================  ==============================================================
module                  what it holds
======================  ==============================================================
``settings``            limits, and Solara's settings: nothing fetched, nothing sent
``texts``               every sentence of the page, from ``texts.toml``
``changes``             what a reader has set: scenario, dials, levers, seed
``address``             that state as an address, and back
``uploads``             a scenario that somebody uploads, checked and limited
``work``, ``pool``      one run, in a process of its own; the queue before them
``answers``, ``cards``  bands and headline cards from the runs so far
``words``, ``files``    what happened, in sentences; downloads
``session``             the state of one open page, with undo
``parts``               components written in Vue, in ``vue/``
``frame``, ``main``     layout and pages
``server``              the server itself
======================  ==============================================================
"""
