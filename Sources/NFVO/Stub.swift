enum NFVOModule {}
