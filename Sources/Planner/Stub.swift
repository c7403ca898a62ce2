enum PlannerModule {}
