enum VIMModule {}
