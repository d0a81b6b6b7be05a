"""What does not fit a phone: what sticks out sideways, and what is too small to be pressed."""

from playwright.sync_api import Page

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True, "device_scale_factor": 2}
SMALLEST = 44  # CSS pixels

# What can be pressed, by what a finger would hit: the label of a box to tick counts with the box. Links inside
# running text are left out, as WCAG 2.5.8 does, and so is what only a keyboard reaches.
PRESSED = """() => {
  const small = [];
  const targets = "button, .btn, summary, select, textarea, input:not([type=hidden]), .site-nav a, .brand";
  for (const element of document.querySelectorAll(targets)) {
    if (!element.checkVisibility({visibilityProperty: true})) continue;
    const label = ["checkbox", "radio"].includes(element.type) && element.labels[0];
    let {width, height} = (label || element).getBoundingClientRect();
    if (label && !label.contains(element)) width += element.getBoundingClientRect().width;
    if (width < SMALLEST - .5 || height < SMALLEST - .5)
      small.push(`${Math.round(width)}×${Math.round(height)}: ${element.outerHTML.slice(0, 160)}`);
  }
  return small;
}""".replace("SMALLEST", str(SMALLEST))

# What reaches beyond the edge, the deepest first, so that the culprit is named and not only its parents.
WIDER = """() => {
  const edge = document.documentElement.clientWidth;
  if (document.documentElement.scrollWidth <= edge) return [];
  const out = [...document.querySelectorAll("body *")].filter(e => e.getBoundingClientRect().right > edge + 1);
  return [`the page is ${document.documentElement.scrollWidth} px wide`,
          ...out.reverse().slice(0, 3).map(e => e.outerHTML.slice(0, 160))];
}"""


def wrong(page: Page, name: str) -> list[str]:
    """The culprits of a page at 360 px, its sections opened."""
    assert page.evaluate("innerWidth") == 360
    page.evaluate("document.querySelectorAll('main details').forEach(details => { details.open = true })")
    return [f"{name}: {line}" for line in page.evaluate(WIDER) + page.evaluate(PRESSED)]
