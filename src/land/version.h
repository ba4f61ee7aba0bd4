// version.h - which libraries a result was made with.
#ifndef QINGSHAN_LAND_VERSION_H
#define QINGSHAN_LAND_VERSION_H

const char *land_gdal_version(void); // "3.6.2"
const char *land_proj_version(void); // "9.1.1"

#endif
