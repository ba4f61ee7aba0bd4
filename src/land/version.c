// version.c - versions of GDAL and PROJ.
#include "land/version.h"

#include <gdal.h>
#include <proj.h>

const char *land_gdal_version(void)
{
    return GDALVersionInfo("RELEASE_NAME");
}

const char *land_proj_version(void)
{
    return proj_info().version;
}
