enum BlockingPoolModule {}
