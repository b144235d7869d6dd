/* report.h - stage 90-report: themes in, the one page out, and with --dir the files of a report. */
#ifndef GRIPE_REPORT_H
#define GRIPE_REPORT_H

#include "stage.h"

extern const struct stage stage_report;

#endif
