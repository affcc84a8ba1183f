"""A list of URLs in, the key pywb files each under out."""

import json
import sys

from pywb.utils.canonicalize import canonicalize

json.dump([canonicalize(url) for url in json.load(sys.stdin)], sys.stdout)
