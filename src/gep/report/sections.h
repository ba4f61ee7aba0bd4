// sections.h - the parts of the report, in the order they are printed. Each draws itself, or nothing when the account
// has nothing for it.
#ifndef QINGSHAN_GEP_REPORT_SECTIONS_H
#define QINGSHAN_GEP_REPORT_SECTIONS_H

#include "gep/report/page.h"

void section_cover(Doc *doc);    // one page for a leader: the figure, its change, three sentences, a map
void section_contents(Doc *doc); // contents and how to read
void section_services(Doc *doc);
void section_prices(Doc *doc); // actual and normal climate, current and constant prices
void section_towns(Doc *doc);
void section_maps(Doc *doc);
void section_ecosystems(Doc *doc);
void section_extent(Doc *doc);
void section_methods(Doc *doc);
void section_params(Doc *doc);
void section_inputs(Doc *doc);
void section_warnings(Doc *doc);

const char *sentence_parts(Doc *doc);  // which part is large
const char *sentence_places(Doc *doc); // where
const char *sentence_climate(Doc *doc);

#endif
