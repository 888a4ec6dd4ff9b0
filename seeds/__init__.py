"""The sample library that a first start offers: articles written for this project, as files beside this one."""
