"""Pages travel compressed: on a slow office line the text of a page is what one waits for."""

from __future__ import annotations

from django.middleware.gzip import GZipMiddleware


class CompressedPages(GZipMiddleware):
    """Compresses whole answers and leaves streams alone: a file of a million rows is written as
    it goes, and its pace matters more than its size. The size of an answer tells nobody a secret:
    form tokens are masked anew each time, and cookies do not come with requests of other sites.
    """

    def process_response(self, request, response):
        if response.streaming:
            return response
        return super().process_response(request, response)
