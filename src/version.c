#include "config.h"
#include "ocrmend.h"

const char *ocrmend_version(void)
{
    return PACKAGE_VERSION;
}
