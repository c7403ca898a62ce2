enum AssuranceModule {}
