enum MANOModelModule {}
