/* page_assets.h - page.css and page.js as they stand, made into constants by the build. */
#ifndef GRIPE_PAGE_ASSETS_H
#define GRIPE_PAGE_ASSETS_H

extern const unsigned char page_css[], page_js[];
extern const unsigned long page_css_len, page_js_len; /* bytes */

#endif
