enum InfrastructureModule {}
